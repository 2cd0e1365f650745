"""Answers in, Telegram messages out. The only package that imports python-telegram-bot."""
