"""大厅：ticket machine, boards, guide desk, the ticket's page on a phone, and the counters' set-up."""
