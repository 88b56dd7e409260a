"""plan.html, and what is beneath its map."""
