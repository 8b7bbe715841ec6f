"""A component that ends its process, as the system does where memory runs out; worker processes import it."""

from __future__ import annotations

import os
import signal
import time

from spacy.language import Language
from spacy.tokens import Doc

from claimx.stages import extensions


@Language.component("test_killed_by_bang")
def killed_by_bang(doc: Doc) -> Doc:
    if "BANG" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "MUET" in doc.text:  # as C code that never comes back to Python, where signals are answered
        signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
        while True:
            pass
    time.sleep(0.2 * doc.text.count("lent"))
    extensions.store_quotations(doc, [])
    return doc
