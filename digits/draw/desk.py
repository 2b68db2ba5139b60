"""What the page can ask for: a digit to be read, a drawing to be kept or forgotten, the test set of one's own."""

import threading
from pathlib import Path

from digits.draw import kept
from digits.draw.frames import packed
from digits.draw.reader import Reader


class RequestError(Exception):
    """The page asked for something that can't be done; the message tells the student why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Desk:
    """Answers requests: a name, whether it may change something, options, a body."""

    def __init__(self, reader: Reader, mine: Path) -> None:
        self.reader, self.mine = reader, mine
        self._writing = threading.Lock()
        self._gets = {"state": self._state, "kernels": self._kernels, "mine": self._mine}
        self._posts = {"read": self._read, "keep": self._keep, "forget": self._forget, "again": self._again}

    def answer(self, path: str, changing: bool, options: dict[str, str], body: bytes) -> dict:
        """Raises RequestError."""
        asked = (self._posts if changing else self._gets).get(path)
        if asked is None:
            raise RequestError(404, "There is nothing here.")
        try:
            return asked(options, body)
        except (kept.KeptError, OSError) as error:
            raise RequestError(500, f"My test set: {error}") from error

    def _state(self, options: dict[str, str], body: bytes) -> dict:
        submission, weights = self.reader.submission, self.reader.weights
        state = self.reader.state()
        state.pop("kernels", None)
        return {**state, "submission": str(submission), "weights": str(weights), "mine": str(self.mine)}

    def _kernels(self, options: dict[str, str], body: bytes) -> dict:
        return self.reader.state().get("kernels", {})

    def _again(self, options: dict[str, str], body: bytes) -> dict:
        self.reader.refresh(again=True)
        return {}

    def _read(self, options: dict[str, str], body: bytes) -> dict:
        if len(body) != kept.PIXELS:
            raise RequestError(400, f"A picture has {kept.PIXELS} pixels, not {len(body)}.")
        return self.reader.read(body, gradient=options.get("gradient") == "1")

    def _keep(self, options: dict[str, str], body: bytes) -> dict:
        label = options.get("label", "")
        if len(label) != 1 or label not in "0123456789" or len(body) != 2 * kept.PIXELS:
            raise RequestError(400, "A drawing is kept with a label from 0 to 9, and prepared in both ways.")
        pictures = {"mnist": body[: kept.PIXELS], "shrunk": body[kept.PIXELS :]}
        if not any(pictures["mnist"]):
            raise RequestError(400, "There is nothing on the pad to keep.")
        with self._writing:
            kept.keep(self.mine, int(label), pictures)
        return {}

    def _forget(self, options: dict[str, str], body: bytes) -> dict:
        try:
            with self._writing:
                kept.forget(self.mine, options.get("name", ""))
        except KeyError:
            raise RequestError(409, "That drawing is not there any more.") from None
        return {}

    def _mine(self, options: dict[str, str], body: bytes) -> dict:
        """`labels`, `names`, and for each way of preparing `pictures` (base64), `digits` (what was read), or a `fault`."""
        found = kept.load(self.mine)
        answer = {"labels": found.labels.tolist(), "names": found.names(), "ways": {}}
        for way, pictures in found.pictures.items():
            data = pictures.tobytes()
            read = self.reader.read(data, all=True) if data else {"digits": []}
            answer["ways"][way] = {"pictures": packed(data), **read}
        return answer
