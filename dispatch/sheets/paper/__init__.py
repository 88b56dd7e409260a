"""Documents to print: the courier's sheets, the packer's, and their maps."""
