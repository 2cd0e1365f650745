"""`python -m bot` is `baocao`."""

import sys

from bot.cli import main

sys.exit(main())
