"""公告作废：papers of vehicles that are announced as void."""
