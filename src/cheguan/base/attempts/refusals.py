"""The base of every refusal: a step that somebody tried and may not take."""


class Refusal(Exception):
    """不能办理。Subclasses say why; ``reasons`` are full sentences, every one of them."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("；".join(reasons) or (self.__doc__ or "").strip())
        self.reasons = reasons or ((self.__doc__ or "").strip(),)


class KeyUsed(Refusal):
    """这次提交的标识已经用于另一件事，请重新打开页面再办。"""
