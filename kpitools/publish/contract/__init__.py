"""The contract of an edition: what must hold before anything is published."""
