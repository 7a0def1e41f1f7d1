"""What the law can be asked by name: one file for each first word of a question's code."""
