"""消息：what an act tells a person by SMS, WeChat or mail; written with the act, sent after the commit, never twice."""
