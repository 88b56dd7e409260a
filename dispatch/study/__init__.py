"""The owner's questions: many days down the road again under other circumstances, side by side."""
