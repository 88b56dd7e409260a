"""The compiled heart of the search: numba functions on flat integer arrays."""
