"""Prompts as files: one Markdown file a task, its variables declared in front matter."""
