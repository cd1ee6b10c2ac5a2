"""Plain mode: the library in lines of words, asked and answered one after the other, for screen readers and pipes.

Nothing here moves a cursor, paints a colour or draws a box, and nothing that was said is said over.
"""
