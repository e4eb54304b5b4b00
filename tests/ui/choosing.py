"""Choosing files and folders where a dialogue would ask a person for them."""

from pathlib import Path

import ui.file_dialogs


def choose(monkeypatch, *chosen):
    """Have every dialogue for files answered by these paths, nothing for one that is left; returns those shown."""
    shown = []

    def answer(dialog):
        shown.append(dialog)
        return [Path(one) for one in chosen]

    monkeypatch.setattr(ui.file_dialogs, "answered", answer)
    return shown
