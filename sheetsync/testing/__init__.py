"""What tests need, ours and those of your own jobs."""
