"""申请人核对：the second screen of a counter, and what the applicant says there about what is written."""
