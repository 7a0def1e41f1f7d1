"""What can go wrong with a device, by a code that programs read and a sentence that people read."""

from enum import StrEnum


class Code(StrEnum):
    """``OK`` and every way of not being it."""

    OK = "ok"
    BAD_MESSAGE = "bad_message"
    UNKNOWN_DEVICE = "unknown_device"
    UNKNOWN_ACTION = "unknown_action"
    BAD_DATA = "bad_data"
    ABSENT = "absent"
    BUSY = "busy"
    TIMEOUT = "timeout"
    CANCELLED = "cancelled"
    NONSENSE = "nonsense"
    NO_PAPER = "no_paper"
    FAILED = "failed"


SENTENCES = {
    Code.OK: "",
    Code.BAD_MESSAGE: "看不懂这条消息",
    Code.UNKNOWN_DEVICE: "这台电脑没有配置这种设备",
    Code.UNKNOWN_ACTION: "这种设备没有这个动作",
    Code.BAD_DATA: "请求的内容不合要求",
    Code.ABSENT: "设备没有连接",
    Code.BUSY: "设备正在做上一件事",
    Code.TIMEOUT: "设备没有在时限内回答",
    Code.CANCELLED: "已取消",
    Code.NONSENSE: "设备给出的内容不对",
    Code.NO_PAPER: "没有纸了",
    Code.FAILED: "设备没有做成",
}


class DeviceFault(Exception):
    """A device did not do what it was asked; ``code`` says how, ``message`` may say more than the code's sentence."""

    def __init__(self, code: Code, message: str = "") -> None:
        super().__init__(message or SENTENCES[code])
        self.code = code
        self.message = message or SENTENCES[code]
