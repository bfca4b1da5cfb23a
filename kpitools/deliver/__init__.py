"""Delivery: which edition goes to whom, the message, the mail server, and the outbox that remembers."""
