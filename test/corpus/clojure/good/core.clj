(ns store.core
  (:require [monger.core :as mg]
            [environ.core :refer [env]]))

(def local "mongodb://localhost:27017/store")

(defn connect []
  (mg/connect-via-uri (or (env :mongodb-uri) local)))

(def atlas (delay (mg/connect-via-uri "mongodb+srv://cluster0.example.mongodb.net/store?retryWrites=true")))
