"""What is wrong in people's tabs, said with cell and cure."""
