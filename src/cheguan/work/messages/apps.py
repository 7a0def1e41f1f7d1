from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The label differs from the folder: Django's own ``messages`` has that one."""

    name = "cheguan.work.messages"
    label = "messaging"
