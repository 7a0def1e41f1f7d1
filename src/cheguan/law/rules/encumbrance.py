"""What a mortgage stops (抵押期间)."""


def transfer_allowed(*, mortgaged: bool, joint_application: bool) -> bool:
    """抵押期间转让：现所有人与抵押权人共同申请，抵押登记一并办理"""
    return not mortgaged or joint_application


def cancellation_allowed(*, mortgaged: bool) -> bool:
    """抵押期间不予注销"""
    return not mortgaged
