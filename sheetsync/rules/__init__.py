"""What the business decided. Pure: frames in, frames out."""
