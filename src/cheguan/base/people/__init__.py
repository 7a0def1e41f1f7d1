"""Who may act where: offices, outlets, posts, officers and auxiliaries on duty."""
