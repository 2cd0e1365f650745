"""The commands of `baocao`, one module per group. Each adds its parsers and runs."""
