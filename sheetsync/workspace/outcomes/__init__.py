"""What a job tells when it is done: one outcome for the terminal and for machines."""
