"""The composition root: which adapters, which files, which folders; the only room that knows all others."""
