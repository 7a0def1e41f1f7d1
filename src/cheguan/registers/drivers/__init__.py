"""机动车驾驶人：the licence, its classes, terms, points and statuses."""
