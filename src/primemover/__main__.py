"""``python -m primemover``: the same as ``primemover``."""

from primemover.cli import main

if __name__ == "__main__":
    main()
