"""Orders, leads and newsletters: exports made up in the forms that documentation and public code describe."""

# ruff: noqa: E501 - the lines are those of export files

import datetime as dt
from decimal import Decimal

from tests.readers.documented.days import at

SHOPIFY_HEAD = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Billing Name,"
    "Notes,Note Attributes,Cancelled at,Refunded Amount,Id,Source\n"
)

SAMPLES = {
    "shopify-orders": (
        SHOPIFY_HEAD
        + "#1,nadia@canari.example,paid,x,EUR,50,60.00,2026-10-01 09:59:00 +0200,1,Tasse,Nadia Canari,,"
        '"Channel: Instagram\nFacebook Order ID: 1",,10.00,9,web\n'
        "#1,nadia@canari.example,,,,,,2026-10-01 09:59:00 +0200,2,Café,,,,,,,\n"
        "#2,,refunded,x,EUR,50,50.00,2026-10-02 09:59:00 +0200,1,Tasse,X,,,,50.00,10,web\n"
        "#3,,paid,x,EUR,50,0.00,2026-10-03 09:59:00 +0200,1,Tasse,X,,,2026-10-03 10:00:00 +0200,0.00,11,web\n",
        {}, "orders", ("order_id", "at", "network", "amount"), [("#1", at(1, 7, 59), "instagram", Decimal(50))]),
    "woocommerce-orders": (
        "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,"
        'Attribution\n2026-10-01 10:00:00,7,"€2,999",completed,Nadia Canari,new,Tasse,1,,29.90,Source: Facebook\n'
        "2026-10-01 11:00:00,8,€10,failed,Nadia Canari,new,Tasse,1,,10,Direct\n",
        {}, "orders", ("order_id", "network", "amount"), [("7", "facebook", Decimal("29.9"))]),
    "prestashop-orders": (
        "ID;Reference;New client;Delivery;Customer;Total;Payment;Status;Date\n"
        '1;ABC;1;France;N. Canari;"1 029,90 €";Carte;Shipped;2026-10-01 10:00:00\n',
        {}, "orders", ("order_id", "amount"), [("ABC", Decimal("1029.9"))]),
    "stripe-payments": (
        "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,"
        "Converted Currency,Mode,Status,Customer ID,Customer Email,UTM Source\n"
        'ch_1,2026-10-10 18:37:41,"399,00","0,00",usd,"350,00","50,00",eur,Live,Paid,,nadia@canari.example,ig\n'
        'ch_2,2026-10-10 18:37:41,"1,00","0,00",usd,"1,00","0,00",eur,Live,Failed,,,\n'
        'ch_3,2026-10-10 18:37:41,"1,00","0,00",usd,"1,00","0,00",eur,Test,Paid,,,\n',
        {}, "orders", ("order_id", "network", "amount"), [("ch_1", "instagram", Decimal(300))]),
    "hubspot-contacts": (
        "Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Original Source,Original Source Drill-Down 1,"
        "Create Date\n12,Nadia,Canari,nadia@canari.example,+33612345678,Lead,Organic Social,LinkedIn,2026-10-12 09:14\n"
        "13,Nadia,Canari,nadia@canari.example,+33612345678,Lead,Direct,Direct,2026-10-13 09:14\n",
        {}, "leads", ("lead_id", "at", "network"), [("12", at(12, 7, 14), "linkedin"), ("13", at(13, 7, 14), None)]),
    "meta-leads": (
        "id,created_time,ad_id,ad_name,form_id,form_name,is_organic,platform,full_name,email,phone_number\n"
        "l:12,2026-10-12T09:14:00+0200,ag:1,Vidéo,f:1,Devis,false,ig,Nadia Canari,nadia@canari.example,p:+33612345678\n"
        "l:13,2026-10-13T09:14:00+0200,,,f:1,Devis,true,fb,Nadia Canari,nadia@canari.example,p:+33612345678\n"
        "l:14,2026-10-13T10:14:00+0200,,,f:1,Devis,true,,<test lead: dummy data for full_name>,test@meta.com,\n",
        {}, "leads", ("lead_id", "at", "network"), [("l:12", at(12, 7, 14), "instagram"), ("l:13", at(13, 7, 14), "facebook")]),
    "salesforce-leads": (
        "Lead ID,First Name,Last Name,Email,Lead Source,Create Date,Converted Date\n"
        "00Q1,Nadia,Canari,nadia@canari.example,Facebook Ads,25/10/2026,\n00Q2,N,C,,Web,03/10/2026,25/10/2026\n\n"
        '"Grand Totals (2 records)"\n\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n',
        {}, "leads", ("lead_id", "at", "network", "converted_at"),
        [("00Q1", at(24, 22), "facebook", None), ("00Q2", at(2, 22), None, at(24, 22))]),
    "mailchimp-audience": (
        "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,LEID,EUID\n"
        'nadia@canari.example,Nadia,2,,,"2026-10-11 09:55:14",1,e1\n',
        {}, "actions", ("action_id", "at", "goal"), [("e1", at(11, 7, 55) + dt.timedelta(seconds=14), "newsletter")]),
    "brevo-contacts": (
        "EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME\n"
        "nadia@canari.example;Canari;Nadia;33612345678;0;0;12-10-2026 09:30;12-10-2026 09:30\n"
        "x@canari.example;X;X;;1;0;12-10-2026 09:30;12-10-2026 09:30\n",
        {}, "actions", ("at", "goal"), [(at(12, 7, 30), "newsletter")]),
}  # fmt: skip
