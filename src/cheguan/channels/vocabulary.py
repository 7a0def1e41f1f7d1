"""Words for the codes that stand in acts and registers: Chinese, English."""

from collections.abc import Mapping

from cheguan.law.lifecycle import State

Pair = tuple[str, str]

RIGHTS: Mapping[str, Pair] = {
    "accept": ("受理", "Accept"),
    "verify": ("查验", "Verify vehicles"),
    "review": ("审核", "Review"),
    "decide": ("决定", "Decide"),
    "make": ("制证", "Make papers"),
    "hand_over": ("发证", "Hand over"),
    "archive": ("归档", "Archive"),
    "stock": ("空白证管理", "Manage blanks"),
    "collect": ("收费", "Collect fees"),
    "look_up": ("查询", "Look up"),
    "roster": ("排班", "Arrange shifts"),
    "supervise": ("监督", "Supervise"),
}
KINDS: Mapping[str, Pair] = {
    "police": ("民警", "officer"),
    "auxiliary": ("辅警", "auxiliary"),
    "system": ("系统", "system"),
}
HOLDS: Mapping[str, Pair] = {
    "seizure": ("查封、扣押", "seized"),
    "stolen": ("被盗抢骗", "reported stolen"),
    "mortgage": ("抵押", "mortgaged"),
    "pledge": ("质押", "pledged"),
    "customs": ("海关监管", "under customs supervision"),
    "suspicion": ("嫌疑调查", "under suspicion"),
    "lock": ("锁定", "locked"),
    "open_violation": ("违法未处理", "violation not settled"),
    "open_accident": ("事故未处理", "accident not settled"),
    "detained": ("驾驶证扣留", "licence detained"),
    "study_due": ("满分学习未完成", "full-mark study open"),
}
ACTS: Mapping[str, Pair] = {
    "accept": ("受理了申请", "accepted the application"),
    "notify": ("一次性告知了还缺什么", "told the applicant what is missing"),
    "decline": ("决定不予受理", "declined the application"),
    "verify": ("查验了车辆", "verified the vehicle"),
    "review": ("审核通过", "reviewed the matter"),
    "send_back": ("退回上一步", "sent it back one step"),
    "grant": ("准予办理", "granted the matter"),
    "refuse": ("决定不予办理", "refused the matter"),
    "make": ("制作了证件", "made the papers"),
    "hand_over": ("发放了证件", "handed the papers over"),
    "archive": ("归档", "archived the file"),
    "withdraw": ("按申请人意愿撤回", "withdrew it at the applicant's wish"),
    "suspend": ("暂停办理，停止计时", "suspended the matter and its clock"),
    "resume": ("恢复办理，继续计时", "resumed the matter and its clock"),
    "accept_with_gap": ("容缺受理了申请", "accepted the application with a gap"),
    "sign_undertaking": ("收到了签名的承诺书", "took in the signed undertaking"),
    "cure": ("收到了补交的材料", "took in papers that had been missing"),
    "chase": ("提醒补交容缺材料", "reminded the applicant of the missing papers"),
    "lapse": ("逾期未补齐，退办", "returned the application, the undertaking not kept"),
    "collect": ("收取了工本费", "took the fee"),
    "draw_numbers": ("由计算机抽取了号码", "had the computer draw numbers"),
    "choose_number": ("选定了号码", "took the chosen number"),
    "print_paper": ("打印了文书", "printed a paper"),
    "join_case": ("记入正在办理的来访", "made it part of the visit being served"),
    "ask_applicant": ("请申请人在副屏核对", "asked the applicant to check it on the second screen"),
    "applicant_answers": ("记下申请人在副屏的核对结果", "kept what the applicant answered on the second screen"),
    "spoil_blank": ("作废了一份证件", "recorded a spoiled blank"),
    "second_look": ("随机复核，作出结论", "looked at it again and concluded"),
    "remedy_second_look": ("记下了复核差错的处置", "recorded what was done about the fault"),
    "send_again": ("重新发送了一条消息", "had a message sent again"),
}
VERDICTS: Mapping[str, Pair] = {
    "possible": ("可办", "Possible"),
    "joint": ("需到场", "Others must come"),
    "later": ("暂不可办", "Not yet"),
    "refused": ("不可办", "Not possible"),
}
HOW: Mapping[str, Pair] = {
    "presented": ("已收", "handed in"),
    "waived": ("免交", "waived"),
    "fetched": ("联网已核", "fetched"),
    "gap": ("容缺", "gap"),
}
GRADES: Mapping[str, Pair] = {
    "A": ("A（读到原文）", "A (text read)"),
    "B": ("B（据二手资料）", "B (secondary sources)"),
    "C": ("C（解释或者惯例）", "C (interpretation or practice)"),
    "U": ("U（未经核实）", "U (not verified)"),
    "DESIGN": ("自拟", "our own proposal"),
}
MESSAGE_STATES: Mapping[str, tuple[Pair, str]] = {
    "queued": (("待发送", "waiting"), "going"),
    "sending": (("发送中", "being sent"), "going"),
    "sent": (("已发送", "sent"), "ok"),
    "failed": (("未能发送", "not sent"), "stop"),
    "uncertain": (("待核实", "being checked"), "soon"),
    "no_address": (("无联系方式", "no telephone number"), ""),
}
MESSAGE_CHANNELS: Mapping[str, Pair] = {
    "sms": ("短信", "SMS"),
    "wechat": ("微信", "WeChat"),
    "mail": ("邮件", "mail"),
}
MESSAGE_PROVIDERS: Mapping[str, Pair] = {
    "file": ("写入文件", "written to a file"),
    "sms-1": ("第一服务商", "first provider"),
    "sms-2": ("备用服务商", "second provider"),
}
PLATE_COLOURS: Mapping[str, str] = {
    "01": "yellow",
    "02": "",
    "15": "yellow",
    "16": "yellow",
    "23": "white",
    "51": "green",
    "52": "green",
}
TONES: Mapping[State, str] = {
    State.NOTIFIED: "soon", State.SUSPENDED: "soon",
    State.ACCEPTED: "going", State.VERIFIED: "going", State.REVIEWED: "going",
    State.GRANTED: "ok", State.MADE: "ok", State.HANDED_OVER: "ok",
    State.DECLINED: "stop", State.REFUSED: "stop",
}  # fmt: skip
