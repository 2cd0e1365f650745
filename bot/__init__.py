"""The assistant and its faces: command line, terminal chat and Telegram."""
