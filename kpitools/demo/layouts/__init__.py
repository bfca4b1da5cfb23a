"""The platforms' own export files, byte by byte as they come: encodings, quotes, clocks and oddities included."""
