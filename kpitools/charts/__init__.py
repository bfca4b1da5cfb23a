"""One chart, one function, one module, in one house style, with an alternative text made from its data.

Nothing is imported here: who wants only fonts or colours is spared the drawing engine.
"""
