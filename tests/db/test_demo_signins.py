"""What the terminal says about signing in is true."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from cheguan.base.people.rights import POLICE_ONLY, RIGHTS_OF_POST
from cheguan.demo import signins, staff
from cheguan.demo.scale import SCALES


def test_the_code_is_the_one_that_the_sign_in_page_expects():
    moment = 1_772_415_000
    expected = format_hotp_value(hotp_value(signins.secret("P0003"), moment // signins.PERIOD))

    assert signins.code("P0003", at=moment) == expected


def test_in_every_city_the_same_numbers_stand_at_the_same_posts():
    for scale in SCALES.values():
        members = {member.staff_no: member for member in staff.members(seed=5, scale=scale)}
        assert len(members) == scale.staff
        assert [members[staff_no].posts[0] for staff_no, _ in signins.PEOPLE] == [
            "acceptance", "verification", "review", "making", "archive", "leader",
        ]  # fmt: skip
        deciding = {no for no, _ in signins.PEOPLE if POLICE_ONLY & set(RIGHTS_OF_POST[members[no].posts[0]])}
        assert deciding == signins.DECIDING


def test_every_line_names_somebody():
    heading, *people = signins.lines()

    assert signins.PASSWORD in heading
    assert [line.split()[0] for line in people] == [staff_no for staff_no, _ in signins.PEOPLE]
