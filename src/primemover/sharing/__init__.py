"""What leaves and comes in: the archive."""

from primemover.sharing.layout import Manifest as Manifest
from primemover.sharing.restoring import Restored as Restored
from primemover.sharing.restoring import check_archive as check_archive
from primemover.sharing.restoring import restore_archive as restore_archive
from primemover.sharing.writing import write_archive as write_archive
