"""What the conversation needs to remember: people, messages received and owed, turns, audit."""
