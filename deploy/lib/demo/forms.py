"""Papers: complaints about invented children, and the forms staff fill in. Dates are given by whoever needs them."""

import datetime

from people import HEAD, WORKER

# Every scored item of Form 3 (domain.md §7.3.2).
ITEMS = (
    "b1_1 b1_2 b1_3 b1_4 b1_5 b1_6 b2_1 b2_2 b2_3 b2_4 b2_5 b2_6 b3_1 b3_2 b3_3 b3_4 b3_5 b3_6 b3_7 b4_1 b4_3 b4_4 "
    "b4_5 b5_1 b5_2 c1_1 c1_2 c1_3 c1_4 c1_5 c1_6 c2_1 c2_2 c2_3 c2_4 c2_5 c2_6 c3_1 c3_2 c3_3 c3_4 c4_1 c4_2 c4_3 "
    "c4_4 c5_1 c5_2 c5_3 c5_4 c5_5 d1_1 d1_2 d1_3 d1_4 d1_5 d2_1 d2_2 d2_3 d2_4 d2_5 d2_6 d2_7 d3_1 d3_3 d4_1 d4_2 "
    "d4_3 d4_4 d4_5 d4_6"
).split()


def complaint(reference, child, situation, level, categories, **members):
    """A complaint as an agency sends it (ARCHITECTURE.md §4)."""
    return {
        "reference": reference,
        "channel": "phone",
        "reporter": {"name": "Rahmat", "relation": "officer", "institution": "Polsek Contoh", "phone": "0800-9001"},
        "child": child,
        "situation": situation,
        "categories": categories,
        "initial_assessment": {
            "vulnerable": True,
            "vulnerability_types": ["social"],
            "risk_types": ["physical"],
            "risk_level": level,
        },
        **members,
    }


def child(name, sex, born, subdistrict, nik=None, street="Jalan Contoh 9001"):
    return {
        "name": name,
        "sex": sex,
        "nik": nik,
        "birth_place": "Makassar",
        "birth_date": born,
        "address": {"street": street, "subdistrict": subdistrict, "city": "Makassar"},
        "carer_name": "Ibu Contoh",
    }


def urgent():
    paper = complaint(
        "LP/9001/XI/2026",
        child("Budi Contoh", "male", "2015-07-01", "Tallo", nik="7371020107159002"),
        "came to the post alone at night, bruises on both arms, afraid to go home",
        "high",
        ["violence_victim"],
        emergency=True,
    )
    paper["initial_assessment"]["immediate_needs"] = ["shelter", "health"]
    paper["initial_assessment"]["recommendation"] = "a bed for the night"
    return paper


def routine():
    return complaint(
        "LP/9002/XI/2026",
        child("Ani Contoh", "female", "2012-03-15", "Panakkukang", nik="7371015503129002"),
        "has not been to school for three weeks, looks after two small brothers",
        "medium",
        ["neglect_victim", "education_problem"],
    )


def elsewhere():
    return complaint(
        "LP/9003/XI/2026",
        child("Cakra Contoh", "male", "2015-04-07", "Rappocini", nik="7371010704159003"),
        "begs at the traffic light, says he lives with his aunt in Gowa",
        "medium",
        ["social_welfare_problem"],
    )


def malformed():
    """Neither channel nor situation, and much of the rest of the wrong kind."""
    return {
        "reference": 9004,
        "emergency": "yes",
        "child": {"name": ["Dodi"], "birth_date": "last summer", "address": "Tallo"},
        "categories": "violence_victim",
    }


def repeated():
    return complaint(
        "LP/9005/XI/2026",
        child("Eka Contoh", "female", "2016-09-09", "Mariso"),
        "left alone in the evenings",
        "low",
        ["neglect_victim"],
    )


# Subdistrict, sex, how many: one cell is small on purpose.
CROWD = (
    ("Biringkanaya", "female", 6), ("Biringkanaya", "male", 7), ("Manggala", "female", 3), ("Manggala", "male", 8),
    ("Tamalate", "female", 5), ("Tamalate", "male", 9), ("Ujung Pandang", "female", 7), ("Ujung Pandang", "male", 6),
)


def crowd():
    """Many small complaints without names, so that there is something to count."""
    for subdistrict, sex, number in CROWD:
        for index in range(number):
            yield {
                "reference": f"S/{subdistrict}/{sex}/{index}",
                "channel": "community",
                "child": {
                    "sex": sex, "estimated_age": 8 + index, "address": {"subdistrict": subdistrict, "city": "Makassar"},
                },
                "situation": f"does not go to school, number {index} of the list",
                "categories": ["education_problem"],
                "initial_assessment": {
                    "vulnerable": True, "vulnerability_types": ["economic"], "risk_types": ["neglect"],
                    "risk_level": "low",
                },
            }


def safety():
    return {
        "assessment": {
            "safe": False,
            "findings": "bruises on both arms, afraid of the stepfather",
            "immediate_needs": ["shelter", "health"],
            "protective_decision": "to the shelter tonight",
        }
    }


def at_home(findings, need):
    return {
        "assessment": {
            "safe": True,
            "findings": findings,
            "immediate_needs": [need],
            "protective_decision": "none needed, somebody is there every night",
        }
    }


# Who signs for the child, and what is told at the end (Form 8).
MOTHER = {"name": "Ibu Contoh", "born": "1984-01-09", "home": "Jalan Contoh 9001", "capacity": "parent"}
GRANDMOTHER = {"name": "Nenek Contoh", "born": "1960-01-09", "home": "Jalan Contoh 9006", "capacity": "guardian"}


def consent(day, signer, assent):
    return {
        "decision": "willing",
        "capacity": signer["capacity"],
        "informed": True,
        "purpose_explained": True,
        "suspected_perpetrator": False,
        "sharing_with_partners": True,
        "form": {
            "signer_name": signer["name"],
            "signer_birth_date": signer["born"],
            "signer_address": signer["home"],
            "signer_phone": "0800-9002",
            "place": "Makassar",
            "date": str(day),
            "child_assent": assent,
        },
    }


# What is not fair in Form 3, and what the worker sums up.
SCHOOL = {
    "items": {
        "b2_1": {"value": 1, "note": "out of school for three weeks"},
        "b1_3": {"value": 2, "note": "no card"},
        "b3_6": {"not_applicable": "no signs of trauma"},
    },
    "child_views": "wants to go back to school",
    "carer_views": "works all day, wants help with the small ones",
    "strengths": "close to her mother",
    "concerns": "looks after her brothers",
}
TODDLER = {
    "items": {
        "c1_1": {"value": 1, "note": "one meal a day, rice"},
        "c2_6": {"value": 2, "note": "alone most of the day"},
        "b1_6": {"not_applicable": "a boy"},
        "b2_3": {"not_applicable": "two years old"},
        "b2_6": {"not_applicable": "two years old"},
        "b3_6": {"not_applicable": "no signs of trauma"},
    },
    "child_views": "too small to be asked: goes to whoever feeds him",
    "carer_views": "cannot walk, is afraid he will be taken away",
    "strengths": "neighbours who care",
    "concerns": "hungry and alone",
}


def assessment(found):
    """Form 3: all fair but some items, which the plan must meet."""
    return {
        "form": {
            "answers": {item: {"value": 3} for item in ITEMS} | found["items"],
            "birth_certificate": True,
            **{name: found[name] for name in ("child_views", "carer_views", "strengths", "concerns")},
            "conclusion": "continue",
            "info_sheet_given": True,
        }
    }


# Item of Form 3, the problem, what is done, in how many days, and more.
SCHOOL_ACTIONS = (
    ("b2_1", "out of school", "talk with the school, day care for the brothers", 14, {}),
    ("b1_3", "no health insurance", "apply for the card with the mother", 20, {}),
)
TODDLER_ACTIONS = (
    (
        "c1_1", "one meal a day", "meals and weighing with the toddlers' group", 14,
        {"provider": "r28", "need": "toddler"},
    ),
    ("c2_6", "alone most of the day", "somebody of the family moves in", 20, {}),
)


def plan(today, actions):
    def end(days):
        return str(today + datetime.timedelta(days=days))

    return {
        "actions": [
            {
                "id": f"a{number}", "problem_items": [item], "problem": problem, "action": what, "priority": number,
                "horizon": "short", "start": str(today), "expected_end": end(days), "officer": WORKER, **more,
            }
            for number, (item, problem, what, days, more) in enumerate(actions, 1)
        ],
        "review_date": end(30),
    }


def evaluation(actions):
    return {"results": [{"action_id": name, "result": "achieved"} for name in actions]}


def monitoring(today):
    """Form 6, a month after the end."""
    return {
        "form": {
            "place": "Jalan Contoh 9006",
            "date": str(today),
            "participants": ["Nenek Contoh", "Wati"],
            "goals_kept": False,
            "goals_note": "the aunt has left, one meal a day again",
            "still_vulnerable": True,
            "vulnerable_note": "the grandmother cannot walk",
            "at_risk": True,
            "risk_note": "neglect",
            "recommendation": "open the case again",
        }
    }


def toddler_nik(born):
    return f"737102{born:%d%m%y}9006"


def toddler_names(born):
    """Nothing of this may be read by whoever need not know who the child is."""
    return ("Faris", toddler_nik(born), "Jalan Contoh", "Nenek")


def at_risk(born):
    """A list as the social agency keeps it: three children, one in plain need."""
    return (
        "nik,name,sex,birth_date,mother_name,street,subdistrict,indicators,list\n"
        f"{toddler_nik(born)},Faris Contoh,male,{born},Ibu Jauh,Jalan Contoh 9006,Tallo,"
        "neglected malnutrition migrant_parents,poverty\n"
        f"7371025203189007,Gita Contoh,female,2018-03-12,Ibu Satu,Jalan Contoh 9007,Tallo,poor_household,poverty\n"
        f"7371021411179008,Hadi Contoh,male,2017-11-14,Ibu Dua,Jalan Contoh 9008,Mariso,out_of_school,poverty\n"
    )


def closing():
    return {"form": {"knows_contact": True, "understands_closed": True}}


# Form 8: what the service was about, and how it ended.
SCHOOL_END = {
    "reason_service": "neglect, out of school",
    "agreed_problem_goals": "back to school, somebody for the small ones",
    "interventions": ["talk with the school, day care for the brothers", "health insurance"],
    "progress": "at school every day, brothers in day care",
}
TODDLER_END = {
    "reason_service": "neglect: alone most of the day, one meal a day",
    "agreed_problem_goals": "regular meals, somebody who looks after him all day",
    "interventions": ["meals and weighing with the toddlers' group", "an aunt has moved in"],
    "progress": "eats twice a day and has gained two kilograms; the aunt is with him all day",
}


def termination(today, begun, end, signer):
    return {
        "form": {
            "last_contact": str(today),
            "service_start": str(begun),
            **end,
            "unmet_goals": [],
            "onward_referral": [],
            "reason_termination": "all goals reached",
            "place": "Makassar",
            "date": str(today),
            "signed_by_client": signer["name"],
            "signed_by_worker": WORKER.capitalize(),
            "signed_by_head": HEAD.capitalize(),
            "signed_by_community": "Pak Contoh, RT",
        }
    }
