(ns shop.others
  (:require [taoensso.carmine :as car]
            [clj-http.client :as http]
            [monger.collection :as mc]))

; (mg/connect-via-uri "mongodb://old.example.com")
(def redis {:pool {} :spec {:host "cache" :ssl true}})
(def kafka {"security.protocol" "SSL" "ssl.endpoint.identification.algorithm" ""})
(def mail {:host "smtp.example.com" :ssl true :tls true})
(defn fetch [url] (http/get url {:insecure? true}))
(defn mongo? [uri] (str/starts-with? uri "mongodb://"))
(defn save [db doc] (mc/insert db "events" doc))
