"""Answers in, something to read out: plain text, Telegram markup, Word, Excel, charts."""
