"""What a person may set: themes, signs, density, motion, keys; the file itself is read elsewhere."""

from papershelf.config.model import Config, Density, Signs

__all__ = ["Config", "Density", "Signs"]
