"""What a trial has to assume, as no record says it. Proposals of ours (DESIGN); the output names each of them."""

# To take a paper, look it over and scan it.
MINUTES_A_PAPER = 0.5
# Below this an average says nothing.
FEWEST_CASES = 30
FEWEST_DAYS = 10
DRAWS = 2_000

MEASURED = (
    ("办件、材料、跑动次数、收费、告知和不予办理的理由取自案卷；一天算一次", "Cases, papers, visits (a day is one), fees and what applicants were told come from the case files"),
    ("窗口分钟取自行为时间：当天与申请人办的第一步到最后一步；查验分钟为查验前一步到查验", "Minutes come from the acts: from the first to the last step of a day with the applicant; verification from the step before it"),
)  # fmt: skip
ASSUMED = (
    ("改为联网核查的材料，网络上都查得到", "What is to be fetched through the network is there"),
    (f"窗口少收一份材料省 {MINUTES_A_PAPER:g} 分钟", f"A paper less at the counter saves {MINUTES_A_PAPER:g} minutes"),
    ("一次告知的理由全部取消的，第一次来就受理；取消不全的，次数不变", "Who was told only of what falls away would have been accepted on the first visit"),
    ("开通渠道、容缺受理只数有多少件可以用，不推测多少人会用", "Of a new channel or an accepted gap it is only counted who could use it, not guessed who would"),
    ("风险按上限数：因凭证无效而不予办理的，只要有一份材料不再看，就算在内", "Risk is an upper bound: a matter refused for invalid papers counts as soon as one of its papers would not be looked at"),
)  # fmt: skip
