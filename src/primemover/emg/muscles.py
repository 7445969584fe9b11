"""The muscles that surface electrodes reach, under the names of the SENIAM sites (Hermens et al. 2000)."""

from __future__ import annotations

from enum import StrEnum


class Site(StrEnum):
    """A muscle with a recommended electrode site; finer than ``terms.Muscle``, which exercises name."""

    GLUTEUS_MAXIMUS = "gluteus-maximus"
    GLUTEUS_MEDIUS = "gluteus-medius"
    TENSOR_FASCIAE_LATAE = "tensor-fasciae-latae"
    BICEPS_FEMORIS = "biceps-femoris"
    SEMITENDINOSUS = "semitendinosus"
    RECTUS_FEMORIS = "rectus-femoris"
    VASTUS_LATERALIS = "vastus-lateralis"
    VASTUS_MEDIALIS = "vastus-medialis"
    ADDUCTOR_LONGUS = "adductor-longus"
    TIBIALIS_ANTERIOR = "tibialis-anterior"
    PERONEUS_LONGUS = "peroneus-longus"
    GASTROCNEMIUS_MEDIALIS = "gastrocnemius-medialis"
    GASTROCNEMIUS_LATERALIS = "gastrocnemius-lateralis"
    SOLEUS = "soleus"
    ERECTOR_SPINAE = "erector-spinae"
    MULTIFIDUS = "multifidus"
    RECTUS_ABDOMINIS = "rectus-abdominis"
    EXTERNAL_OBLIQUE = "external-oblique"


GLUTES = frozenset({Site.GLUTEUS_MAXIMUS, Site.GLUTEUS_MEDIUS})
HAMSTRINGS = frozenset({Site.BICEPS_FEMORIS, Site.SEMITENDINOSUS})
BACK = frozenset({Site.ERECTOR_SPINAE, Site.MULTIFIDUS})
