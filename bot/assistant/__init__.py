"""Evidence in, grounded answers out. Imports retrieval and knowledge, never Telegram."""
