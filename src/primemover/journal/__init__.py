"""What is remembered: tables, migrations, append, read, erase."""
