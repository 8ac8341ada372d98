"""Products of few vectors with many."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

FEW = 16


def dots(vectors: npt.NDArray[Any], others: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The dot product of each vector (n, d) with each of the others (m, d): an array (n, m).

    Few vectors are multiplied one by one: for a product of two matrices BLAS copies the large one, which takes longer
    than reading it once for each.
    """
    if 1 < len(vectors) <= FEW:
        return np.stack([others @ vector for vector in vectors])
    return np.asarray(vectors @ others.T)
