"""How exports write labels, dates, figures and people."""
