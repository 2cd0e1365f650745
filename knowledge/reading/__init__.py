"""Any real office file as text: formats told by content, scans recognised, old encodings made Unicode."""

from knowledge.reading.pages import PageProgress, ReadingLimits
from knowledge.reading.read import read_file

__all__ = ["PageProgress", "ReadingLimits", "read_file"]
