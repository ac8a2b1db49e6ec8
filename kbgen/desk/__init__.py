"""What people at a desk ask: which article to send, what waits for a decision, what customers could not find."""
