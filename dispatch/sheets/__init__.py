"""One writer a document: paper, page, tables, tracks, messages."""
