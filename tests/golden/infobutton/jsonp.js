/**/$ehr.show({
 "feed": {
  "lang": "en",
  "base": "https://health.example.org/",
  "title": {
   "_value": "patiented",
   "type": "text"
  },
  "subtitle": {
   "_value": "Results for LOINC 99990-1",
   "type": "text"
  },
  "id": {
   "_value": "urn:uuid:31aac263-3061-5a76-954e-6310d11cac41"
  },
  "updated": {
   "_value": "2026-01-31T00:00:00Z"
  },
  "author": {
   "name": {
    "_value": "patiented"
   },
   "uri": {
    "_value": "https://health.example.org/"
   }
  },
  "link": [
   {
    "href": "https://health.example.org/infobutton?mainSearchCriteria.v.c=99990-1&mainSearchCriteria.v.cs=2.16.840.1.113883.6.1",
    "rel": "self",
    "type": "text/xml"
   }
  ],
  "category": [
   {
    "scheme": "mainSearchCriteria.v.c",
    "term": "99990-1"
   },
   {
    "scheme": "mainSearchCriteria.v.cs",
    "term": "LOINC"
   },
   {
    "scheme": "mainSearchCriteria.v.dn",
    "term": ""
   },
   {
    "scheme": "informationRecipient",
    "term": "PAT"
   }
  ],
  "entry": [
   {
    "lang": "en",
    "title": {
     "_value": "What is Alphadrug? (Patient)",
     "type": "text"
    },
    "link": [
     {
      "href": "https://health.example.org/m/alphadrug/patient",
      "rel": "alternate",
      "type": "text/html",
      "hreflang": "en",
      "title": "What is Alphadrug? (Patient)"
     }
    ],
    "id": {
     "_value": "urn:uuid:2b02a79f-62dc-586d-b110-7999ebab694d"
    },
    "updated": {
     "_value": "2026-01-31T00:00:00Z"
    },
    "summary": {
     "_value": "<h3>Boxed warning: What is the most important safety warning?<\/h3>\n<p>Alphadrug can cause death.<\/p>\n<p>Alphadrug is a tablet.<\/p>\n<p><em>No health professional has checked this version yet.<\/em><\/p>",
     "type": "html"
    },
    "rights": {
     "_value": "Not reviewed yet. This version has not been sent to reviewers. No health professional has checked this version yet.",
     "type": "text"
    },
    "category": [
     {
      "scheme": "audience",
      "term": "patient"
     },
     {
      "scheme": "reviewStatus",
      "term": "draft"
     }
    ]
   },
   {
    "lang": "en",
    "title": {
     "_value": "What is Alphadrug? (Caregiver)",
     "type": "text"
    },
    "link": [
     {
      "href": "https://health.example.org/m/alphadrug/caregiver",
      "rel": "alternate",
      "type": "text/html",
      "hreflang": "en",
      "title": "What is Alphadrug? (Caregiver)"
     }
    ],
    "id": {
     "_value": "urn:uuid:bbf5003c-d313-52b3-9496-bdd0b31cd9b5"
    },
    "updated": {
     "_value": "2026-01-31T00:00:00Z"
    },
    "summary": {
     "_value": "<h3>Boxed warning: What danger must I know about first?<\/h3>\n<p>Alphadrug can cause death.<\/p>\n<p>Alphadrug is a tablet.<\/p>\n<p><em>No health professional has checked this version yet.<\/em><\/p>",
     "type": "html"
    },
    "rights": {
     "_value": "Not reviewed yet. This version has not been sent to reviewers. No health professional has checked this version yet.",
     "type": "text"
    },
    "category": [
     {
      "scheme": "audience",
      "term": "caregiver"
     },
     {
      "scheme": "reviewStatus",
      "term": "draft"
     }
    ]
   }
  ]
 }
});
